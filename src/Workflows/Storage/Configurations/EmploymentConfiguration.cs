using Innovation.Workflows.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class EmploymentConfiguration : IEntityTypeConfiguration<EmploymentRow>
{
    public void Configure(EntityTypeBuilder<EmploymentRow> builder)
    {
        builder.ToTable("Employments");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).HasMaxLength(32);
        builder.Property(m => m.ExpertId).HasMaxLength(36);
        builder.Property(m => m.Employer).HasMaxLength(200);
        builder.Property(m => m.Uscc).HasMaxLength(18);
    }
}
