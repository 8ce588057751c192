using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<OrganizationRow>
{
    public void Configure(EntityTypeBuilder<OrganizationRow> builder)
    {
        builder.ToTable("Organizations");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).HasMaxLength(32);
        builder.Property(o => o.Name).HasMaxLength(200);
        builder.Property(o => o.Uscc).HasMaxLength(18);
        builder.Property(o => o.Kind).HasMaxLength(20);
        builder.Property(o => o.Area).HasMaxLength(60);
        builder.Property(o => o.LegalRepresentative).HasMaxLength(50);
        builder.Property(o => o.GroupName).HasMaxLength(100);
        builder.Property(o => o.ContactName).HasMaxLength(50);
        builder.Property(o => o.ContactMobile).HasMaxLength(20);
        builder.Property(o => o.FieldCode).HasMaxLength(40);
        builder.Property(o => o.Address).HasMaxLength(200);
        builder.Property(o => o.StatusReason).HasMaxLength(400);
        builder.HasIndex(o => o.Uscc).IsUnique();
        builder.Property(o => o.Revision).IsConcurrencyToken();
        builder.HasMany(o => o.Shareholders).WithOne().HasForeignKey(s => s.OrganizationId);
        builder.HasIndex(o => o.Status);
    }
}
