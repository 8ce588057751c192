using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class StageVisitConfiguration : IEntityTypeConfiguration<StageVisitRow>
{
    public void Configure(EntityTypeBuilder<StageVisitRow> builder)
    {
        builder.ToTable("StageVisits");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).HasMaxLength(44);
        builder.Property(v => v.CaseId).HasMaxLength(32);
        builder.Property(v => v.ProgrammeCode).HasMaxLength(40);
        builder.Property(v => v.StageId).HasMaxLength(60);
        builder.Property(v => v.Outcome).HasMaxLength(60);
        builder.Property(v => v.Cause).HasMaxLength(60);
        builder.HasIndex(v => v.CaseId);
        // The figures are counted from this index alone.
        builder.HasIndex(v => new { v.ProgrammeCode, v.LeftAt, v.StageId, v.Days, v.TotalDays, v.Returned, v.SupplementRounds, v.Overdue }).HasDatabaseName("IX_StageVisits_Figures");
    }
}
