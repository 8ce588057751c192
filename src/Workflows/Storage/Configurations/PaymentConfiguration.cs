using Innovation.Workflows.Funds.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<PaymentRow>
{
    public void Configure(EntityTypeBuilder<PaymentRow> builder)
    {
        builder.ToTable("Payments", t => t.HasCheckConstraint("CK_Payments_Amount", "[Amount] > 0"));
        builder.HasKey(p => p.Id);
        foreach (var id in (string[])[nameof(PaymentRow.Id), nameof(PaymentRow.SubjectId), nameof(PaymentRow.VoucherId), nameof(PaymentRow.ClearingId), nameof(PaymentRow.BudgetId), nameof(PaymentRow.PayeeId), nameof(PaymentRow.PayOrderId), nameof(PaymentRow.SupersedesId)]) builder.Property(id).HasMaxLength(32);
        foreach (var person in (string[])[nameof(PaymentRow.RequestedBy), nameof(PaymentRow.CheckedBy), nameof(PaymentRow.ApprovedBy), nameof(PaymentRow.HoldReleasedBy)]) builder.Property(person).HasMaxLength(64);
        builder.Property(p => p.Number).HasMaxLength(20);
        builder.Property(p => p.BusinessKey).HasMaxLength(220);
        builder.Property(p => p.LiveKey).HasMaxLength(220);
        builder.Property(p => p.ProgrammeCode).HasMaxLength(32);
        builder.Property(p => p.PayeeName).HasMaxLength(200);
        builder.Property(p => p.PolicyItem).HasMaxLength(60);
        builder.Property(p => p.SourceFact).HasMaxLength(100);
        builder.Property(p => p.FactKey).HasMaxLength(100);
        builder.Property(p => p.HoldReleaseReason).HasMaxLength(200);
        builder.Property(p => p.Purpose).HasMaxLength(60);
        builder.Property(p => p.FreezeReason).HasMaxLength(200);
        builder.Property(p => p.BankReference).HasMaxLength(60);
        builder.Property(p => p.ReturnReason).HasMaxLength(200);
        builder.Property(p => p.CancelReason).HasMaxLength(200);
        builder.Property(p => p.HeadHash).HasMaxLength(64);
        builder.Property(p => p.Sequence).IsConcurrencyToken();
        builder.HasIndex(p => p.Number).IsUnique();
        builder.HasIndex(p => p.LiveKey).IsUnique();
        builder.HasIndex(p => new { p.PayeeId, p.FactKey });
        builder.HasIndex(p => new { p.Status, p.Number });
        builder.HasIndex(p => p.SubjectId);
        builder.HasIndex(p => p.ClearingId);
        builder.HasIndex(p => p.PayOrderId);
    }
}
