using Innovation.Workflows.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class CaseConfiguration : IEntityTypeConfiguration<CaseRow>
{
    public void Configure(EntityTypeBuilder<CaseRow> builder)
    {
        builder.ToTable("Cases");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(32);
        builder.Property(c => c.Number).HasMaxLength(40);
        builder.Property(c => c.Title).HasMaxLength(200);
        builder.Property(c => c.ProgrammeCode).HasMaxLength(40);
        builder.Property(c => c.RoundId).HasMaxLength(32);
        builder.Property(c => c.OrganizationId).HasMaxLength(32);
        builder.Property(c => c.OrganizationName).HasMaxLength(200);
        builder.Property(c => c.Area).HasMaxLength(60);
        builder.Property(c => c.InitiatorId).HasMaxLength(36);
        builder.Property(c => c.ApplicantStatus).HasMaxLength(40);
        builder.Property(c => c.Result).HasMaxLength(60);
        builder.Property(c => c.CurrentStages).HasMaxLength(400);
        builder.Property(c => c.CurrentStageIds).HasMaxLength(400);
        builder.Property(c => c.OpenKey).HasMaxLength(200);
        builder.Property(c => c.HeadHash).HasMaxLength(64);
        builder.Property(c => c.Sequence).IsConcurrencyToken();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.OpenKey).IsUnique();
        builder.HasIndex(c => c.OrganizationId);
        builder.HasIndex(c => new { c.ProgrammeCode, c.Phase, c.UpdatedAt });
        builder.HasIndex(c => new { c.Area, c.UpdatedAt });
        builder.HasIndex(c => c.RoundId);
        builder.HasIndex(c => c.UpdatedAt);
        builder.HasIndex(c => c.ReconsiderationDueAt);
    }
}
