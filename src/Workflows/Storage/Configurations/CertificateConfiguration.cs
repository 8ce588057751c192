using Innovation.Workflows.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CertificateConfiguration : IEntityTypeConfiguration<CertificateRow>
{
    public void Configure(EntityTypeBuilder<CertificateRow> builder)
    {
        builder.ToTable("Certificates");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(32);
        builder.Property(c => c.Serial).HasMaxLength(40);
        builder.Property(c => c.CaseId).HasMaxLength(32);
        builder.Property(c => c.OrganizationId).HasMaxLength(32);
        builder.Property(c => c.OrganizationName).HasMaxLength(200);
        builder.Property(c => c.Uscc).HasMaxLength(18);
        builder.Property(c => c.Item).HasMaxLength(200);
        builder.Property(c => c.Level).HasMaxLength(40);
        builder.Property(c => c.ProgrammeCode).HasMaxLength(40);
        builder.Property(c => c.DocumentId).HasMaxLength(32);
        builder.Property(c => c.DecisionNumber).HasMaxLength(60);
        builder.HasIndex(c => c.Serial).IsUnique();
        builder.HasIndex(c => c.CaseId).IsUnique();
    }
}
