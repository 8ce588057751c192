using Innovation.Workflows.Deadlines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CalendarMoveConfiguration : IEntityTypeConfiguration<CalendarMoveRow>
{
    public void Configure(EntityTypeBuilder<CalendarMoveRow> builder)
    {
        builder.ToTable("CalendarMoves");
        builder.HasKey(m => new { m.ProposalId, m.CaseId, m.Deadline });
        builder.Property(m => m.ProposalId).HasMaxLength(32);
        builder.Property(m => m.CaseId).HasMaxLength(32);
        builder.Property(m => m.StageName).HasMaxLength(100);
        builder.Property(m => m.Error).HasMaxLength(500);
    }
}
