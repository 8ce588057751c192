using Innovation.Workflows.Messages.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ChannelConfiguration : IEntityTypeConfiguration<ChannelRow>
{
    public void Configure(EntityTypeBuilder<ChannelRow> builder)
    {
        builder.ToTable("MessageChannels");
        builder.HasKey(c => c.Channel);
        builder.Property(c => c.Channel).HasMaxLength(20);
        builder.Property(c => c.Secret).HasMaxLength(4000);
    }
}
