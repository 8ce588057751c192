using Innovation.Workflows.Deadlines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CalendarProposalConfiguration : IEntityTypeConfiguration<CalendarProposalRow>
{
    public void Configure(EntityTypeBuilder<CalendarProposalRow> builder)
    {
        builder.ToTable("CalendarProposals");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(32);
        builder.Property(p => p.Basis).HasMaxLength(100);
        builder.Property(p => p.AuthorId).HasMaxLength(36);
        builder.Property(p => p.AuthorName).HasMaxLength(100);
        builder.Property(p => p.DecidedBy).HasMaxLength(36);
        builder.Property(p => p.DecidedByName).HasMaxLength(100);
        builder.Property(p => p.Reason).HasMaxLength(500);
        builder.Property(p => p.Cursor).HasMaxLength(32);
        builder.Property(p => p.State).IsConcurrencyToken();
        builder.HasIndex(p => new { p.State, p.FinishedAt });
    }
}
