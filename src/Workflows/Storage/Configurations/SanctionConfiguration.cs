using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class SanctionConfiguration : IEntityTypeConfiguration<SanctionRow>
{
    public void Configure(EntityTypeBuilder<SanctionRow> builder)
    {
        builder.ToTable("Sanctions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.Uscc).HasMaxLength(18);
        builder.Property(s => s.Reason).HasMaxLength(400);
        builder.Property(s => s.Source).HasMaxLength(200);
        builder.Property(s => s.EnteredBy).HasMaxLength(100);
        builder.Property(s => s.LiftedBy).HasMaxLength(100);
        builder.Property(s => s.LiftReason).HasMaxLength(400);
        builder.HasIndex(s => s.Uscc);
    }
}
