using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ExpertConfiguration : IEntityTypeConfiguration<ExpertRow>
{
    public void Configure(EntityTypeBuilder<ExpertRow> builder)
    {
        builder.ToTable("Experts");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).HasMaxLength(36);
        builder.Property(e => e.Name).HasMaxLength(50);
        builder.Property(e => e.Title).HasMaxLength(60);
        builder.Property(e => e.Fields).HasMaxLength(400);
        builder.HasMany(e => e.Employments).WithOne().HasForeignKey(m => m.ExpertId);
        builder.HasMany(e => e.Relations).WithOne().HasForeignKey(r => r.ExpertId);
    }
}
