using Innovation.Workflows.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class MessageReadConfiguration : IEntityTypeConfiguration<MessageReadRow>
{
    public void Configure(EntityTypeBuilder<MessageReadRow> builder)
    {
        builder.ToTable("MessageReads");
        builder.HasKey(m => new { m.MessageId, m.UserId });
        builder.Property(m => m.MessageId).HasMaxLength(32);
        builder.Property(m => m.UserId).HasMaxLength(36);
    }
}
