using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ObjectionConfiguration : IEntityTypeConfiguration<ObjectionRow>
{
    public void Configure(EntityTypeBuilder<ObjectionRow> builder)
    {
        builder.ToTable("Objections");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).HasMaxLength(32);
        builder.Property(o => o.BatchId).HasMaxLength(32);
        builder.Property(o => o.CaseId).HasMaxLength(32);
        builder.Property(o => o.QueryCode).HasMaxLength(20);
        builder.Property(o => o.Name).HasMaxLength(100);
        builder.Property(o => o.Mobile).HasMaxLength(20);
        builder.Property(o => o.Facts).HasMaxLength(4000);
        builder.Property(o => o.Answer).HasMaxLength(4000);
        builder.Property(o => o.EvidenceFileName).HasMaxLength(200);
        builder.Property(o => o.EvidenceSha256).HasMaxLength(64);
        builder.Property(o => o.EvidenceContentType).HasMaxLength(120);
        builder.HasIndex(o => o.QueryCode).IsUnique();
        builder.HasIndex(o => o.CaseId);
        builder.HasIndex(o => o.BatchId);
    }
}
