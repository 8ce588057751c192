using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CommandReceiptConfiguration : IEntityTypeConfiguration<CommandReceipt>
{
    public void Configure(EntityTypeBuilder<CommandReceipt> builder)
    {
        builder.ToTable("CommandReceipts");
        builder.HasKey(r => new { r.ActorId, r.CommandId });
        builder.Property(r => r.ActorId).HasMaxLength(36);
        builder.Property(r => r.CommandId).HasMaxLength(100);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.Property(r => r.StreamId).HasMaxLength(32);
    }
}
