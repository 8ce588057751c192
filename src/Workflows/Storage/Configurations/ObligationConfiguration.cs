using Innovation.Workflows.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ObligationConfiguration : IEntityTypeConfiguration<ObligationRow>
{
    public void Configure(EntityTypeBuilder<ObligationRow> builder)
    {
        builder.ToTable("Obligations");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).HasMaxLength(32);
        builder.Property(o => o.CertificateId).HasMaxLength(32);
        builder.Property(o => o.Name).HasMaxLength(60);
        builder.Property(o => o.Status).HasMaxLength(40);
        builder.HasIndex(o => new { o.CertificateId, o.Name, o.Year }).IsUnique();
    }
}
