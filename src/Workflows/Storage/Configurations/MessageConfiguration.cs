using Innovation.Workflows.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> builder)
    {
        builder.ToTable("Messages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).HasMaxLength(32);
        builder.Property(m => m.Key).HasMaxLength(200);
        builder.Property(m => m.Event).HasMaxLength(40);
        builder.Property(m => m.Candidate).HasMaxLength(120);
        builder.Property(m => m.Role).HasMaxLength(40);
        builder.Property(m => m.CaseId).HasMaxLength(32);
        builder.Property(m => m.Title).HasMaxLength(200);
        builder.Property(m => m.Body).HasMaxLength(2000);
        builder.HasIndex(m => m.Key).IsUnique();
        builder.HasIndex(m => new { m.Candidate, m.CreatedAt });
        builder.HasIndex(m => new { m.Role, m.CreatedAt });
    }
}
