using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ShareholderConfiguration : IEntityTypeConfiguration<ShareholderRow>
{
    public void Configure(EntityTypeBuilder<ShareholderRow> builder)
    {
        builder.ToTable("Shareholders");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.OrganizationId).HasMaxLength(32);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Uscc).HasMaxLength(18);
    }
}
