using Innovation.Workflows.Funds.Vouchers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class SchemeConfiguration : IEntityTypeConfiguration<SchemeRow>
{
    public void Configure(EntityTypeBuilder<SchemeRow> builder)
    {
        builder.ToTable("VoucherSchemes");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.Name).HasMaxLength(60);
        builder.Property(s => s.BudgetId).HasMaxLength(32);
        builder.Property(s => s.HeadHash).HasMaxLength(64);
        builder.Property(s => s.Sequence).IsConcurrencyToken();
        builder.HasIndex(s => new { s.Year, s.Name }).IsUnique();
    }
}

internal sealed class VoucherApplicationConfiguration : IEntityTypeConfiguration<VoucherApplicationRow>
{
    public void Configure(EntityTypeBuilder<VoucherApplicationRow> builder)
    {
        builder.ToTable("VoucherApplications");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(32);
        builder.Property(a => a.SchemeId).HasMaxLength(32);
        builder.Property(a => a.OrganizationId).HasMaxLength(32);
        builder.Property(a => a.OrganizationName).HasMaxLength(200);
        builder.Property(a => a.Plan).HasMaxLength(1000);
        builder.Property(a => a.CheckedBy).HasMaxLength(36);
        builder.Property(a => a.CheckedByName).HasMaxLength(100);
        builder.Property(a => a.Reason).HasMaxLength(400);
        builder.Property(a => a.VoucherId).HasMaxLength(32);
        builder.Property(a => a.HeadHash).HasMaxLength(64);
        builder.Property(a => a.Sequence).IsConcurrencyToken();
        builder.HasIndex(a => new { a.SchemeId, a.OrganizationId });
        builder.HasIndex(a => a.Status);
    }
}

internal sealed class VoucherConfiguration : IEntityTypeConfiguration<VoucherRow>
{
    public void Configure(EntityTypeBuilder<VoucherRow> builder)
    {
        builder.ToTable("Vouchers");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).HasMaxLength(32);
        builder.Property(v => v.Code).HasMaxLength(30);
        builder.Property(v => v.PublicId).HasMaxLength(32);
        builder.Property(v => v.SchemeId).HasMaxLength(32);
        builder.Property(v => v.BudgetId).HasMaxLength(32);
        builder.Property(v => v.OrganizationId).HasMaxLength(32);
        builder.Property(v => v.OrganizationName).HasMaxLength(200);
        builder.Property(v => v.Reason).HasMaxLength(400);
        builder.Property(v => v.HeadHash).HasMaxLength(64);
        builder.Property(v => v.Sequence).IsConcurrencyToken();
        builder.HasIndex(v => v.Code).IsUnique();
        builder.HasIndex(v => v.PublicId).IsUnique();
        builder.HasIndex(v => v.OrganizationId);
        builder.HasIndex(v => new { v.Status, v.ExpiresAt });
    }
}

internal sealed class OrderConfiguration : IEntityTypeConfiguration<OrderRow>
{
    public void Configure(EntityTypeBuilder<OrderRow> builder)
    {
        builder.ToTable("VoucherOrders");
        builder.HasKey(o => o.Id);
        foreach (var id in (string[])[nameof(OrderRow.Id), nameof(OrderRow.SchemeId), nameof(OrderRow.BudgetId), nameof(OrderRow.VoucherId), nameof(OrderRow.EnterpriseId), nameof(OrderRow.ProviderId), nameof(OrderRow.ProviderOrganizationId), nameof(OrderRow.ServiceId)])
            builder.Property(id).HasMaxLength(32);
        builder.Property(o => o.Number).HasMaxLength(30);
        builder.Property(o => o.EnterpriseName).HasMaxLength(200);
        builder.Property(o => o.ProviderName).HasMaxLength(200);
        builder.Property(o => o.City).HasMaxLength(30);
        builder.Property(o => o.ServiceName).HasMaxLength(100);
        builder.Property(o => o.HeldReason).HasMaxLength(400);
        builder.Property(o => o.AuditNote).HasMaxLength(400);
        builder.Property(o => o.Delivery).HasMaxLength(1000);
        builder.Property(o => o.Reason).HasMaxLength(2000);
        builder.Property(o => o.InvoiceNumber).HasMaxLength(20);
        builder.Property(o => o.AuditedBy).HasMaxLength(36);
        builder.Property(o => o.ClaimedBy).HasMaxLength(36);
        builder.Property(o => o.HandlerId).HasMaxLength(36);
        builder.Property(o => o.HandlerName).HasMaxLength(100);
        builder.Property(o => o.ClearingId).HasMaxLength(32);
        builder.Property(o => o.StarsComment).HasMaxLength(500);
        builder.Property(o => o.HeadHash).HasMaxLength(64);
        builder.Property(o => o.Sequence).IsConcurrencyToken();
        builder.HasIndex(o => o.Number).IsUnique();
        builder.HasIndex(o => o.InvoiceNumber).IsUnique();
        builder.HasIndex(o => o.VoucherId);
        builder.HasIndex(o => new { o.EnterpriseId, o.PlacedAt });
        builder.HasIndex(o => new { o.ProviderOrganizationId, o.PlacedAt });
        builder.HasIndex(o => new { o.Status, o.DueAt });
        builder.HasIndex(o => new { o.City, o.RedeemedAt });
        builder.HasIndex(o => o.ClearingId);
    }
}

internal sealed class OrderFileConfiguration : IEntityTypeConfiguration<OrderFileRow>
{
    public void Configure(EntityTypeBuilder<OrderFileRow> builder)
    {
        builder.ToTable("VoucherOrderFiles");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).HasMaxLength(32);
        builder.Property(f => f.OrderId).HasMaxLength(32);
        builder.Property(f => f.Purpose).HasMaxLength(20);
        builder.Property(f => f.FileName).HasMaxLength(200);
        builder.Property(f => f.ContentType).HasMaxLength(100);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.UploadedByName).HasMaxLength(100);
        builder.HasIndex(f => f.OrderId);
    }
}
