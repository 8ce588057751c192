using Innovation.Workflows.Messages.Templates;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class MessageTemplateConfiguration : IEntityTypeConfiguration<MessageTemplateRow>
{
    public void Configure(EntityTypeBuilder<MessageTemplateRow> builder)
    {
        builder.ToTable("MessageTemplates");
        builder.HasKey(t => t.Event);
        builder.Property(t => t.Event).HasMaxLength(40);
        builder.Property(t => t.Title).HasMaxLength(200);
        builder.Property(t => t.Body).HasMaxLength(2000);
        builder.Property(t => t.ChangedByName).HasMaxLength(100);
    }
}
