using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class TaskStampConfiguration : IEntityTypeConfiguration<TaskStampRow>
{
    public void Configure(EntityTypeBuilder<TaskStampRow> builder)
    {
        builder.ToTable("TaskStamps");
        builder.HasKey(s => s.Shard);
        builder.Property(s => s.Shard).ValueGeneratedNever();
        builder.Property(s => s.Stamp).HasMaxLength(32);
        builder.HasData(Enumerable.Range(0, TaskStamps.Shards).Select(i => new TaskStampRow { Shard = i }));
    }
}
