using Innovation.Workflows.Funds.Budgets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class BudgetConfiguration : IEntityTypeConfiguration<BudgetRow>
{
    public void Configure(EntityTypeBuilder<BudgetRow> builder)
    {
        builder.ToTable("Budgets");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).HasMaxLength(32);
        builder.Property(b => b.Item).HasMaxLength(60);
        builder.Property(b => b.Basis).HasMaxLength(100);
        builder.Property(b => b.HeadHash).HasMaxLength(64);
        builder.Property(b => b.Sequence).IsConcurrencyToken();
        builder.HasIndex(b => new { b.Year, b.Item }).IsUnique();
    }
}
