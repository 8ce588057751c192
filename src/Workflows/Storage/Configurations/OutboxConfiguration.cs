using Innovation.Workflows.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class OutboxConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("Outbox");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).HasMaxLength(32);
        builder.Property(o => o.Kind).HasMaxLength(20);
        builder.Property(o => o.Key).HasMaxLength(200);
        builder.Property(o => o.Error).HasMaxLength(2000);
        builder.HasIndex(o => o.Key).IsUnique();
        builder.HasIndex(o => new { o.DoneAt, o.NextAt });
    }
}
