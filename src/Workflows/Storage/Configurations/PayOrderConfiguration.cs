using Innovation.Workflows.Funds.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class PayOrderConfiguration : IEntityTypeConfiguration<PayOrderRow>
{
    public void Configure(EntityTypeBuilder<PayOrderRow> builder)
    {
        builder.ToTable("PayOrders");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).HasMaxLength(32);
        builder.Property(o => o.Number).HasMaxLength(20);
        builder.Property(o => o.Format).HasMaxLength(40);
        builder.Property(o => o.FileName).HasMaxLength(40);
        builder.Property(o => o.CreatedBy).HasMaxLength(64);
        builder.Property(o => o.Sha256).HasMaxLength(64);
        builder.Property(o => o.HeadHash).HasMaxLength(64);
        builder.Property(o => o.Sequence).IsConcurrencyToken();
        builder.HasIndex(o => o.Number).IsUnique();
    }
}

internal sealed class PayOrderFormatConfiguration : IEntityTypeConfiguration<PayOrderFormatRow>
{
    public void Configure(EntityTypeBuilder<PayOrderFormatRow> builder)
    {
        builder.ToTable("PayOrderFormats");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).HasMaxLength(32);
        builder.Property(f => f.Name).HasMaxLength(40);
        builder.Property(f => f.Header).HasMaxLength(1000);
        builder.Property(f => f.Line).HasMaxLength(1000);
        builder.Property(f => f.Footer).HasMaxLength(1000);
        builder.Property(f => f.Separator).HasMaxLength(5);
        builder.Property(f => f.HeadHash).HasMaxLength(64);
        builder.Property(f => f.Sequence).IsConcurrencyToken();
        builder.HasIndex(f => f.Name).IsUnique();
    }
}
