using Innovation.Workflows.Messages.Delivery;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<DeliveryRow>
{
    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("MessageDeliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(32);
        builder.Property(d => d.Key).HasMaxLength(120);
        builder.Property(d => d.MessageId).HasMaxLength(32);
        builder.Property(d => d.Event).HasMaxLength(40);
        builder.Property(d => d.UserId).HasMaxLength(36);
        builder.Property(d => d.UserName).HasMaxLength(100);
        builder.Property(d => d.Channel).HasMaxLength(20);
        builder.Property(d => d.Address).HasMaxLength(256);
        builder.Property(d => d.Title).HasMaxLength(200);
        builder.Property(d => d.Lease).HasMaxLength(32);
        builder.Property(d => d.Error).HasMaxLength(600);
        builder.Property(d => d.DigestId).HasMaxLength(32);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.State, d.Channel, d.NextAt });
        builder.HasIndex(d => new { d.State, d.CreatedAt });
        builder.HasIndex(d => new { d.UserId, d.State });
    }
}
