using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class GrantConfiguration : IEntityTypeConfiguration<GrantRow>
{
    public void Configure(EntityTypeBuilder<GrantRow> builder)
    {
        builder.ToTable("Grants");
        builder.HasKey(g => new { g.UserId, g.Role, g.Scope });
        builder.Property(g => g.UserId).HasMaxLength(36);
        builder.Property(g => g.Role).HasMaxLength(40);
        builder.Property(g => g.Scope).HasMaxLength(80);
        builder.HasIndex(g => new { g.Role, g.Scope });
    }
}
