using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class IssuedNumberConfiguration : IEntityTypeConfiguration<IssuedNumberRow>
{
    public void Configure(EntityTypeBuilder<IssuedNumberRow> builder)
    {
        builder.ToTable("IssuedNumbers");
        builder.HasKey(n => new { n.Series, n.Number });
        builder.Property(n => n.Series).HasMaxLength(80);
        builder.Property(n => n.Text).HasMaxLength(80);
        builder.Property(n => n.SubjectId).HasMaxLength(40);
    }
}
