using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class PhraseConfiguration : IEntityTypeConfiguration<PhraseRow>
{
    public void Configure(EntityTypeBuilder<PhraseRow> builder)
    {
        builder.ToTable("Phrases");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(32);
        builder.Property(p => p.OwnerId).HasMaxLength(36);
        builder.Property(p => p.ProgrammeCode).HasMaxLength(40);
        builder.Property(p => p.Text).HasMaxLength(200);
        builder.HasIndex(p => new { p.OwnerId, p.ProgrammeCode, p.Order });
    }
}
