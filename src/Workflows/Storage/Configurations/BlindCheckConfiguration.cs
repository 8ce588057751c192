using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class BlindCheckConfiguration : IEntityTypeConfiguration<BlindCheckRow>
{
    public void Configure(EntityTypeBuilder<BlindCheckRow> builder)
    {
        builder.ToTable("BlindChecks");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(32);
        builder.Property(c => c.CaseId).HasMaxLength(32);
        builder.Property(c => c.AttachmentId).HasMaxLength(32);
        builder.Property(c => c.Sha256).HasMaxLength(64);
        builder.Property(c => c.CopySha256).HasMaxLength(64);
        builder.Property(c => c.NamesKey).HasMaxLength(64);
        builder.Property(c => c.Note).HasMaxLength(BlindDecisions.MaxNote);
        builder.Property(c => c.DecidedBy).HasMaxLength(36);
        builder.Property(c => c.DecidedByName).HasMaxLength(100);
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasIndex(c => new { c.AttachmentId, c.NamesKey }).IsUnique();
        builder.HasIndex(c => new { c.Sha256, c.NamesKey });
        builder.HasIndex(c => new { c.State, c.CaseId });
        builder.HasIndex(c => c.CaseId);
    }
}
