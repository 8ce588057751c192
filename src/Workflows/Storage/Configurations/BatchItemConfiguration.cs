using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class BatchItemConfiguration : IEntityTypeConfiguration<BatchItemRow>
{
    public void Configure(EntityTypeBuilder<BatchItemRow> builder)
    {
        builder.ToTable("BatchItems");
        builder.HasKey(i => new { i.BatchId, i.CaseId });
        builder.Property(i => i.BatchId).HasMaxLength(32);
        builder.Property(i => i.CaseId).HasMaxLength(32);
        builder.Property(i => i.Outcome).HasMaxLength(60);
        builder.Property(i => i.Reason).HasMaxLength(400);
        builder.HasIndex(i => i.CaseId);
    }
}
