using Innovation.Workflows.Funds.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class BankAccountConfiguration : IEntityTypeConfiguration<BankAccountRow>
{
    public void Configure(EntityTypeBuilder<BankAccountRow> builder)
    {
        builder.ToTable("BankAccounts");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).HasMaxLength(32);
        builder.Property(b => b.OrganizationId).HasMaxLength(32);
        builder.Property(b => b.AccountName).HasMaxLength(200);
        builder.Property(b => b.ProtectedNumber).HasMaxLength(1000);
        builder.Property(b => b.LastFour).HasMaxLength(4);
        builder.Property(b => b.BankName).HasMaxLength(100);
        builder.Property(b => b.BankCode).HasMaxLength(12);
        builder.Property(b => b.HeadHash).HasMaxLength(64);
        builder.Property(b => b.Sequence).IsConcurrencyToken();
        builder.HasIndex(b => b.OrganizationId).IsUnique();
    }
}
