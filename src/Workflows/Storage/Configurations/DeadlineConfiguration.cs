using Innovation.Workflows.Deadlines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class DeadlineConfiguration : IEntityTypeConfiguration<DeadlineRow>
{
    public void Configure(EntityTypeBuilder<DeadlineRow> builder)
    {
        builder.ToTable("Deadlines");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(44);
        builder.Property(d => d.CaseId).HasMaxLength(32);
        builder.Property(d => d.StageId).HasMaxLength(60);
        builder.Property(d => d.StageName).HasMaxLength(100);
        builder.Property(d => d.Cause).HasMaxLength(60);
        builder.HasIndex(d => d.NextAt);
        builder.HasIndex(d => d.CaseId);
        builder.HasIndex(d => new { d.Overdue, d.DueAt });
    }
}
