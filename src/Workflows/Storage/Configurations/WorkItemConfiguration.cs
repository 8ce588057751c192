using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class WorkItemConfiguration : IEntityTypeConfiguration<WorkItemRow>
{
    public void Configure(EntityTypeBuilder<WorkItemRow> builder)
    {
        builder.ToTable("WorkItems");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Id).HasMaxLength(44);
        builder.Property(w => w.CaseId).HasMaxLength(32);
        builder.Property(w => w.ProgrammeCode).HasMaxLength(40);
        builder.Property(w => w.Area).HasMaxLength(60);
        builder.Property(w => w.StageId).HasMaxLength(60);
        builder.Property(w => w.StageName).HasMaxLength(100);
        builder.Property(w => w.ClaimedBy).HasMaxLength(36);
        builder.Property(w => w.ClaimedByName).HasMaxLength(220);
        builder.Property(w => w.DoneBy).HasMaxLength(36);
        builder.Property(w => w.DoneByName).HasMaxLength(220);
        builder.Property(w => w.DoneVia).HasMaxLength(36);
        builder.Property(w => w.Outcome).HasMaxLength(60);
        builder.Property(w => w.OutcomeName).HasMaxLength(100);
        builder.Property(w => w.Cause).HasMaxLength(60);
        builder.HasMany(w => w.Candidates).WithOne().HasForeignKey(c => c.WorkItemId);
        builder.HasOne<CaseRow>().WithMany().HasForeignKey(w => w.CaseId);
        builder.HasIndex(w => w.CaseId);
        // The task list counts and orders the open items from this index alone.
        builder.HasIndex(w => new { w.State, w.Held, w.DueAt, w.OpenedAt, w.ClaimedBy, w.Id, w.ProgrammeCode, w.StageId, w.Area, w.Answered }).HasDatabaseName("IX_WorkItems_TaskList");
        builder.HasIndex(w => new { w.DoneBy, w.DoneAt });
        // So does the supervision board, in the order of its groups.
        builder.Property(w => w.Holder).HasMaxLength(80);
        builder.HasIndex(w => new { w.State, w.ProgrammeCode, w.StageId, w.Holder, w.Held, w.DueAt }).HasDatabaseName("IX_WorkItems_Supervision");
        builder.HasIndex(w => new { w.DoneVia, w.DoneAt });
    }
}
