using Innovation.Workflows.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("AuditLog");
        builder.HasKey(a => a.Sequence);
        builder.Property(a => a.ActorId).HasMaxLength(36);
        builder.Property(a => a.ActorName).HasMaxLength(100);
        builder.Property(a => a.Kind).HasMaxLength(60);
        builder.Property(a => a.SubjectId).HasMaxLength(100);
        builder.Property(a => a.Detail).HasMaxLength(4000);
        builder.Property(a => a.PreviousHash).HasMaxLength(64);
        builder.Property(a => a.Hash).HasMaxLength(64);
        builder.Property(a => a.Sequence).ValueGeneratedNever();
        builder.HasIndex(a => a.SubjectId);
    }
}
