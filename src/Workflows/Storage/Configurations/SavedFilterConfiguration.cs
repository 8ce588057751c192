using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class SavedFilterConfiguration : IEntityTypeConfiguration<SavedFilterRow>
{
    public void Configure(EntityTypeBuilder<SavedFilterRow> builder)
    {
        builder.ToTable("SavedFilters");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).HasMaxLength(32);
        builder.Property(f => f.UserId).HasMaxLength(36);
        builder.Property(f => f.Name).HasMaxLength(20);
        builder.Property(f => f.Search).HasMaxLength(100);
        builder.Property(f => f.ProgrammeCode).HasMaxLength(100);
        builder.Property(f => f.StageId).HasMaxLength(100);
        builder.Property(f => f.Area).HasMaxLength(100);
        builder.Property(f => f.Pick).HasMaxLength(100);
        builder.Property(f => f.Sort).HasMaxLength(100);
        builder.HasIndex(f => new { f.UserId, f.Name }).IsUnique();
    }
}
