using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.UserId).HasMaxLength(36);
        builder.Property(s => s.UserAgent).HasMaxLength(300);
        builder.Property(s => s.Address).HasMaxLength(60);
        builder.HasIndex(s => new { s.UserId, s.EndedAt, s.SeenAt });
    }
}
