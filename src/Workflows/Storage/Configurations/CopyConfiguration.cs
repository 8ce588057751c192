using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CopyConfiguration : IEntityTypeConfiguration<CopyRow>
{
    public void Configure(EntityTypeBuilder<CopyRow> builder)
    {
        builder.ToTable("Copies");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(44);
        builder.Property(c => c.CaseId).HasMaxLength(32);
        builder.Property(c => c.StageName).HasMaxLength(100);
        builder.Property(c => c.Candidate).HasMaxLength(120);
        builder.HasIndex(c => new { c.Candidate, c.SentAt });
    }
}
