using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class FormVersionConfiguration : IEntityTypeConfiguration<FormVersionRow>
{
    public void Configure(EntityTypeBuilder<FormVersionRow> builder)
    {
        builder.ToTable("FormVersions");
        builder.HasKey(f => new { f.CaseId, f.Version });
        builder.Property(f => f.CaseId).HasMaxLength(32);
        builder.Property(f => f.Hash).HasMaxLength(64);
        builder.Property(f => f.SubmittedBy).HasMaxLength(36);
    }
}
