using Innovation.Workflows.Messages.Delivery;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class MessagePreferenceConfiguration : IEntityTypeConfiguration<MessagePreferenceRow>
{
    public void Configure(EntityTypeBuilder<MessagePreferenceRow> builder)
    {
        builder.ToTable("MessagePreferences");
        builder.HasKey(p => new { p.UserId, p.Event, p.Channel });
        builder.Property(p => p.UserId).HasMaxLength(36);
        builder.Property(p => p.Event).HasMaxLength(40);
        builder.Property(p => p.Channel).HasMaxLength(20);
    }
}
