using Innovation.Workflows.Funds.Instruments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class InstrumentConfiguration : IEntityTypeConfiguration<InstrumentRow>
{
    public void Configure(EntityTypeBuilder<InstrumentRow> builder)
    {
        builder.ToTable("Instruments");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(32);
        builder.Property(i => i.ServiceId).HasMaxLength(32);
        builder.Property(i => i.ProviderId).HasMaxLength(32);
        builder.Property(i => i.OrganizationId).HasMaxLength(32);
        builder.Property(i => i.Model).HasMaxLength(100);
        builder.Property(i => i.Purpose).HasMaxLength(1000);
        builder.Property(i => i.Place).HasMaxLength(100);
        builder.Property(i => i.Contact).HasMaxLength(60);
        builder.Property(i => i.HeadHash).HasMaxLength(64);
        builder.Property(i => i.Sequence).IsConcurrencyToken();
        builder.HasIndex(i => i.ServiceId).IsUnique();
    }
}

internal sealed class BookingConfiguration : IEntityTypeConfiguration<BookingRow>
{
    public void Configure(EntityTypeBuilder<BookingRow> builder)
    {
        builder.ToTable("InstrumentBookings");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).HasMaxLength(32);
        builder.Property(b => b.Number).HasMaxLength(20);
        builder.Property(b => b.InstrumentId).HasMaxLength(32);
        builder.Property(b => b.ServiceId).HasMaxLength(32);
        builder.Property(b => b.InstrumentName).HasMaxLength(100);
        builder.Property(b => b.ProviderOrganizationId).HasMaxLength(32);
        builder.Property(b => b.ProviderName).HasMaxLength(200);
        builder.Property(b => b.OrganizationId).HasMaxLength(32);
        builder.Property(b => b.OrganizationName).HasMaxLength(200);
        builder.Property(b => b.Purpose).HasMaxLength(500);
        builder.Property(b => b.Unit).HasMaxLength(10);
        builder.Property(b => b.Reason).HasMaxLength(400);
        builder.Property(b => b.Report).HasMaxLength(1000);
        builder.Property(b => b.Quantity).HasPrecision(12, 2);
        builder.Property(b => b.OrderId).HasMaxLength(32);
        builder.Property(b => b.HeadHash).HasMaxLength(64);
        builder.Property(b => b.Sequence).IsConcurrencyToken();
        builder.HasIndex(b => b.Number).IsUnique();
        builder.HasIndex(b => new { b.InstrumentId, b.From });
        builder.HasIndex(b => new { b.OrganizationId, b.From });
        builder.HasIndex(b => new { b.ProviderOrganizationId, b.From });
        builder.HasIndex(b => b.OrderId);
    }
}
