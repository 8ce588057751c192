using Innovation.Workflows.Funds.Cities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CityConfiguration : IEntityTypeConfiguration<CityRow>
{
    public void Configure(EntityTypeBuilder<CityRow> builder)
    {
        builder.ToTable("PartnerCities");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(32);
        builder.Property(c => c.Name).HasMaxLength(30);
        builder.Property(c => c.PayeeId).HasMaxLength(32);
        builder.Property(c => c.LinkCode).HasMaxLength(40);
        builder.Property(c => c.Endpoint).HasMaxLength(200);
        builder.Property(c => c.HeadHash).HasMaxLength(64);
        builder.Property(c => c.Sequence).IsConcurrencyToken();
        builder.Ignore(c => c.IsLinked);
        builder.HasIndex(c => c.Name).IsUnique();
        builder.HasIndex(c => c.LinkCode).IsUnique();
    }
}

internal sealed class ForeignOrderConfiguration : IEntityTypeConfiguration<ForeignOrderRow>
{
    public void Configure(EntityTypeBuilder<ForeignOrderRow> builder)
    {
        builder.ToTable("ForeignOrders");
        builder.HasKey(o => o.Id);
        foreach (var id in (string[])[nameof(ForeignOrderRow.Id), nameof(ForeignOrderRow.CityId), nameof(ForeignOrderRow.TheirId), nameof(ForeignOrderRow.ProviderId), nameof(ForeignOrderRow.OrganizationId), nameof(ForeignOrderRow.ClearingId)])
            builder.Property(id).HasMaxLength(32);
        builder.Property(o => o.City).HasMaxLength(30);
        builder.Property(o => o.Number).HasMaxLength(30);
        builder.Property(o => o.EnterpriseName).HasMaxLength(200);
        builder.Property(o => o.EnterpriseUscc).HasMaxLength(18);
        builder.Property(o => o.ProviderUscc).HasMaxLength(18);
        builder.Property(o => o.ProviderName).HasMaxLength(200);
        builder.Property(o => o.ServiceName).HasMaxLength(100);
        builder.Property(o => o.Reason).HasMaxLength(2000);
        builder.Property(o => o.InvoiceNumber).HasMaxLength(20);
        builder.Property(o => o.PendingAct).HasMaxLength(20);
        builder.Property(o => o.Refusal).HasMaxLength(400);
        builder.Property(o => o.HeadHash).HasMaxLength(64);
        builder.Property(o => o.Sequence).IsConcurrencyToken();
        builder.HasIndex(o => new { o.CityId, o.TheirId }).IsUnique();
        builder.HasIndex(o => new { o.OrganizationId, o.ReceivedAt });
        builder.HasIndex(o => new { o.CityId, o.RedeemedAt });
        builder.HasIndex(o => o.ClearingId);
    }
}

internal sealed class CityMessageConfiguration : IEntityTypeConfiguration<CityMessageRow>
{
    public void Configure(EntityTypeBuilder<CityMessageRow> builder)
    {
        builder.ToTable("CityMessages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).HasMaxLength(32);
        builder.Property(m => m.CityId).HasMaxLength(32);
        builder.Property(m => m.SubjectId).HasMaxLength(32);
        builder.Property(m => m.Problem).HasMaxLength(400);
        builder.HasIndex(m => m.NextAt);
        builder.HasIndex(m => new { m.CityId, m.CreatedAt });
        builder.HasIndex(m => m.SubjectId);
    }
}

internal sealed class ClearingConfiguration : IEntityTypeConfiguration<ClearingRow>
{
    public void Configure(EntityTypeBuilder<ClearingRow> builder)
    {
        builder.ToTable("Clearings");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(32);
        builder.Property(c => c.Number).HasMaxLength(20);
        builder.Property(c => c.CityId).HasMaxLength(32);
        builder.Property(c => c.City).HasMaxLength(30);
        builder.Property(c => c.ComparedWith).HasMaxLength(100);
        builder.Property(c => c.BankReference).HasMaxLength(60);
        builder.Property(c => c.HeadHash).HasMaxLength(64);
        builder.Property(c => c.Sequence).IsConcurrencyToken();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.CityId, c.Year, c.Quarter, c.Ours }).IsUnique();
    }
}

internal sealed class ClearingLineConfiguration : IEntityTypeConfiguration<ClearingLineRow>
{
    public void Configure(EntityTypeBuilder<ClearingLineRow> builder)
    {
        builder.ToTable("ClearingLines");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.ClearingId).HasMaxLength(32);
        builder.Property(l => l.Number).HasMaxLength(30);
        builder.Property(l => l.OrderId).HasMaxLength(32);
        builder.Property(l => l.ProviderUscc).HasMaxLength(18);
        builder.Property(l => l.ProviderName).HasMaxLength(200);
        builder.Property(l => l.TheirProviderUscc).HasMaxLength(18);
        builder.Property(l => l.HeldReason).HasMaxLength(200);
        builder.HasIndex(l => new { l.ClearingId, l.Number }).IsUnique();
    }
}
