using Innovation.Workflows.Funds.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class BankResultConfiguration : IEntityTypeConfiguration<BankResultRow>
{
    public void Configure(EntityTypeBuilder<BankResultRow> builder)
    {
        builder.ToTable("BankResults");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).HasMaxLength(32);
        builder.Property(b => b.PaymentId).HasMaxLength(32);
        builder.Property(b => b.Reference).HasMaxLength(60);
        builder.Property(b => b.Reason).HasMaxLength(200);
        builder.HasIndex(b => new { b.PaymentId, b.Paid, b.Reference }).IsUnique();
    }
}
