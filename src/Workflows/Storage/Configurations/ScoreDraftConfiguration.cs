using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ScoreDraftConfiguration : IEntityTypeConfiguration<ScoreDraftRow>
{
    public void Configure(EntityTypeBuilder<ScoreDraftRow> builder)
    {
        builder.ToTable("ScoreDrafts");
        builder.Ignore(d => d.Stamp);
        builder.HasKey(d => new { d.WorkItemId, d.UserId });
        builder.Property(d => d.WorkItemId).HasMaxLength(44);
        builder.Property(d => d.UserId).HasMaxLength(36);
        builder.HasOne<WorkItemRow>().WithMany().HasForeignKey(d => d.WorkItemId);
    }
}
