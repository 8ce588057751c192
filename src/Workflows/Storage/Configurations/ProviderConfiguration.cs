using Innovation.Workflows.Funds.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ProviderConfiguration : IEntityTypeConfiguration<ProviderRow>
{
    public void Configure(EntityTypeBuilder<ProviderRow> builder)
    {
        builder.ToTable("Providers");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(32);
        builder.Property(p => p.OrganizationId).HasMaxLength(32);
        builder.Property(p => p.City).HasMaxLength(30);
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Uscc).HasMaxLength(18);
        builder.Property(p => p.LegalRepresentative).HasMaxLength(50);
        builder.Property(p => p.Qualifications).HasMaxLength(1000);
        builder.Property(p => p.Reason).HasMaxLength(400);
        builder.Property(p => p.ExaminedBy).HasMaxLength(36);
        builder.Property(p => p.HeadHash).HasMaxLength(64);
        builder.Property(p => p.Sequence).IsConcurrencyToken();
        builder.HasIndex(p => new { p.City, p.Uscc }).IsUnique();
        builder.HasIndex(p => p.OrganizationId);
        builder.HasMany(p => p.Services).WithOne(s => s.Provider).HasForeignKey(s => s.ProviderId);
    }
}

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<ServiceRow>
{
    public void Configure(EntityTypeBuilder<ServiceRow> builder)
    {
        builder.ToTable("ProviderServices");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.ProviderId).HasMaxLength(32);
        builder.Property(s => s.TheirId).HasMaxLength(32);
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Description).HasMaxLength(1000);
        builder.Property(s => s.Unit).HasMaxLength(10);
        builder.HasIndex(s => new { s.Type, s.Offered });
    }
}
