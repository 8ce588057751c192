using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class BatchConfiguration : IEntityTypeConfiguration<BatchRow>
{
    public void Configure(EntityTypeBuilder<BatchRow> builder)
    {
        builder.ToTable("Batches");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).HasMaxLength(32);
        builder.Property(b => b.ProgrammeCode).HasMaxLength(40);
        builder.Property(b => b.RoundId).HasMaxLength(32);
        builder.Property(b => b.StageId).HasMaxLength(60);
        builder.Property(b => b.Title).HasMaxLength(200);
        builder.Property(b => b.HeadHash).HasMaxLength(64);
        builder.Property(b => b.Number).HasMaxLength(60);
        builder.Property(b => b.DocumentId).HasMaxLength(32);
        builder.Property(b => b.Sequence).IsConcurrencyToken();
        builder.HasMany(b => b.Items).WithOne().HasForeignKey(i => i.BatchId);
        builder.HasIndex(b => new { b.Kind, b.Status });
    }
}
