using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class TaskRunConfiguration : IEntityTypeConfiguration<TaskRunRow>
{
    public void Configure(EntityTypeBuilder<TaskRunRow> builder)
    {
        builder.ToTable("TaskRuns");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(32);
        builder.Property(r => r.UserId).HasMaxLength(36);
        builder.Property(r => r.CommandId).HasMaxLength(64);
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.Property(r => r.Title).HasMaxLength(200);
        builder.HasIndex(r => new { r.UserId, r.CommandId }).IsUnique();
        builder.HasIndex(r => r.FinishedAt);
        builder.HasMany(r => r.Items).WithOne().HasForeignKey(i => i.RunId);
    }
}

internal sealed class TaskRunItemConfiguration : IEntityTypeConfiguration<TaskRunItemRow>
{
    public void Configure(EntityTypeBuilder<TaskRunItemRow> builder)
    {
        builder.ToTable("TaskRunItems");
        builder.HasKey(i => new { i.RunId, i.Position });
        builder.Property(i => i.RunId).HasMaxLength(32);
        builder.Property(i => i.TaskId).HasMaxLength(45);
        builder.Property(i => i.Label).HasMaxLength(300);
        builder.Property(i => i.Reason).HasMaxLength(1000);
        builder.HasIndex(i => new { i.RunId, i.State, i.Position });
    }
}
