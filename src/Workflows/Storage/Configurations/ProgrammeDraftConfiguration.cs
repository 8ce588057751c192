using Innovation.Workflows.Programs.Drafts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class ProgrammeDraftConfiguration : IEntityTypeConfiguration<ProgrammeDraftRow>
{
    public void Configure(EntityTypeBuilder<ProgrammeDraftRow> builder)
    {
        builder.ToTable("ProgrammeDrafts");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(32);
        builder.Property(d => d.Code).HasMaxLength(40);
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.Property(d => d.UpdatedByName).HasMaxLength(100);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.HasIndex(d => d.Code).IsUnique();
    }
}

internal sealed class DraftEditConfiguration : IEntityTypeConfiguration<DraftEditRow>
{
    public void Configure(EntityTypeBuilder<DraftEditRow> builder)
    {
        builder.ToTable("ProgrammeDraftEdits");
        builder.HasKey(e => new { e.DraftId, e.Revision });
        builder.Property(e => e.DraftId).HasMaxLength(32);
        builder.Property(e => e.UserId).HasMaxLength(36);
        builder.Property(e => e.UserName).HasMaxLength(100);
        builder.Property(e => e.Words).HasMaxLength(200);
        builder.HasOne<ProgrammeDraftRow>().WithMany().HasForeignKey(e => e.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}
