using Innovation.Workflows.Funds.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class RecoveryConfiguration : IEntityTypeConfiguration<RecoveryRow>
{
    public void Configure(EntityTypeBuilder<RecoveryRow> builder)
    {
        builder.ToTable("Recoveries", t => t.HasCheckConstraint("CK_Recoveries_Received", "[Received] >= 0 AND [Received] <= [Amount]"));
        builder.HasKey(r => r.Id);
        foreach (var id in (string[])[nameof(RecoveryRow.Id), nameof(RecoveryRow.PaymentId), nameof(RecoveryRow.SubjectId), nameof(RecoveryRow.DebtorId), nameof(RecoveryRow.DocumentId)]) builder.Property(id).HasMaxLength(32);
        builder.Property(r => r.Number).HasMaxLength(20);
        builder.Property(r => r.DebtorName).HasMaxLength(200);
        builder.Property(r => r.Reason).HasMaxLength(400);
        builder.Property(r => r.DecidedBy).HasMaxLength(64);
        builder.Property(r => r.ConfirmedBy).HasMaxLength(64);
        builder.Property(r => r.HeadHash).HasMaxLength(64);
        builder.Property(r => r.Sequence).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.SubjectId);
        builder.HasIndex(r => r.DebtorId);
        builder.HasIndex(r => new { r.Status, r.DueOn });
        builder.HasMany(r => r.Instalments).WithOne().HasForeignKey(i => i.RecoveryId);
        builder.HasMany(r => r.Receipts).WithOne().HasForeignKey(i => i.RecoveryId);
    }
}

internal sealed class InstalmentConfiguration : IEntityTypeConfiguration<InstalmentRow>
{
    public void Configure(EntityTypeBuilder<InstalmentRow> builder)
    {
        builder.ToTable("RecoveryInstalments");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(32);
        builder.Property(i => i.RecoveryId).HasMaxLength(32);
        builder.HasIndex(i => i.DueOn);
    }
}

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<ReceiptRow>
{
    public void Configure(EntityTypeBuilder<ReceiptRow> builder)
    {
        builder.ToTable("RecoveryReceipts");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(32);
        builder.Property(r => r.RecoveryId).HasMaxLength(32);
        builder.Property(r => r.BankReference).HasMaxLength(60);
        builder.HasIndex(r => r.BankReference).IsUnique();
    }
}
