using Innovation.Workflows.Cases.Migration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class MigrationPlanConfiguration : IEntityTypeConfiguration<MigrationPlanRow>
{
    public void Configure(EntityTypeBuilder<MigrationPlanRow> builder)
    {
        builder.ToTable("Migrations");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(32);
        builder.Property(p => p.ProgrammeCode).HasMaxLength(20);
        builder.Property(p => p.Reason).HasMaxLength(500);
        builder.Property(p => p.AuthorId).HasMaxLength(36);
        builder.Property(p => p.AuthorName).HasMaxLength(100);
        builder.Property(p => p.DecidedBy).HasMaxLength(36);
        builder.Property(p => p.DecidedByName).HasMaxLength(100);
        builder.Property(p => p.DecisionReason).HasMaxLength(500);
        builder.Property(p => p.Cursor).HasMaxLength(32);
        builder.Property(p => p.State).IsConcurrencyToken();
        builder.HasIndex(p => new { p.ProgrammeCode, p.State });
    }
}

internal sealed class MigrationCaseConfiguration : IEntityTypeConfiguration<MigrationCaseRow>
{
    public void Configure(EntityTypeBuilder<MigrationCaseRow> builder)
    {
        builder.ToTable("MigrationCases");
        builder.HasKey(c => new { c.PlanId, c.CaseId });
        builder.Property(c => c.PlanId).HasMaxLength(32);
        builder.Property(c => c.CaseId).HasMaxLength(32);
        builder.Property(c => c.Number).HasMaxLength(30);
        builder.Property(c => c.Obstacle).HasMaxLength(500);
    }
}
