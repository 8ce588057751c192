using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ProgrammeVersionConfiguration : IEntityTypeConfiguration<ProgrammeVersionRow>
{
    public void Configure(EntityTypeBuilder<ProgrammeVersionRow> builder)
    {
        builder.ToTable("ProgrammeVersions");
        builder.HasKey(v => new { v.ProgrammeCode, v.Version });
        builder.Property(v => v.ProgrammeCode).HasMaxLength(40);
        builder.Property(v => v.Sha256).HasMaxLength(64);
        builder.Property(v => v.PublishedBy).HasMaxLength(36);
        builder.Property(v => v.PublishedByName).HasMaxLength(100);
        builder.Property(v => v.WithdrawnByName).HasMaxLength(100);
        builder.Property(v => v.WithdrawnReason).HasMaxLength(500);
        builder.Property(v => v.Notes).HasMaxLength(2000);
    }
}
