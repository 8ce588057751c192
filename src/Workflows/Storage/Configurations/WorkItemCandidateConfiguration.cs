using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class WorkItemCandidateConfiguration : IEntityTypeConfiguration<WorkItemCandidate>
{
    public void Configure(EntityTypeBuilder<WorkItemCandidate> builder)
    {
        builder.ToTable("WorkItemCandidates");
        builder.HasKey(c => new { c.WorkItemId, c.Candidate });
        builder.Property(c => c.WorkItemId).HasMaxLength(44);
        builder.Property(c => c.Candidate).HasMaxLength(120);
        builder.Property(c => c.Role).HasMaxLength(40);
        builder.HasIndex(c => new { c.Candidate, c.WorkItemId });
        builder.HasIndex(c => new { c.Role, c.WorkItemId });
    }
}
